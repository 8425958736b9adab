/**
 * The address of a stored file as this page can load it. Files are named by the address under which their uploader reached the server; the same file is under
 * this page's own address, too, and only that is sure to be reachable from here.
 */
export function mediaUrl(url: string): string {
  return /^(?:https?:\/\/[^/]+)?(\/media\/[0-9a-z]{26,32}\.\w+)$/.exec(url)?.[1] ?? url;
}
