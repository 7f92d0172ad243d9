import { Router } from "express";
export function openapi(): Router { return Router(); }
