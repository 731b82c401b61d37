import { type Route, routes } from "../http/router.js";
import { imageHistory, inspectImage, listImages } from "./inspect.js";
import { createImage } from "./pull.js";
import { deleteImage, pruneImages, tagImage } from "./tags.js";

export const imageRoutes: readonly Route[] = routes({
  "GET /images/json": listImages,
  "POST /images/create": createImage,
  "POST /images/prune": pruneImages,
  "GET /images/*name/json": inspectImage,
  "GET /images/*name/history": imageHistory,
  "POST /images/*name/tag": tagImage,
  "DELETE /images/*name": deleteImage,
});
