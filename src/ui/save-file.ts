const READ_BY_THEN_MS = 10_000;

/** Hands a file to the browser as a download. */
export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), READ_BY_THEN_MS);
}

/** A name for a file out of any text: characters that a file system may refuse are left out. */
export function fileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{Nd}._-]+/gu, "_").slice(0, 80);
}
