import express, { type RequestHandler } from "express";

/** A form's text may take nine bytes a character on the wire; a megabyte is refused. */
const BODY_LIMIT = "512kb";

/** An absent body counts as `{}`, so that validation reports missing fields instead of a 500. */
const bodyOrNone: RequestHandler = (req, _res, next) => {
  req.body ??= {};
  next();
};

/** Parses forms and JSON. */
export const body = (): RequestHandler[] => [express.urlencoded({ extended: false, limit: BODY_LIMIT }), express.json({ limit: BODY_LIMIT }), bodyOrNone];
