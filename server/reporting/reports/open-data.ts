/** The terms on which everybody may use the counter's figures. */
export const LICENCE = Object.freeze({ name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/", attribution: "Public Opinion Online" });

/** Any site's pages may read public figures, without the reader's cookie: a browser refuses "*" to requests that carry one. */
export const OPEN_DATA = Object.freeze({ "access-control-allow-origin": "*", link: `<${LICENCE.url}>; rel="license"` });
