/** Gives the person a file, as a link that is clicked. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser begins to read it after this task. In a minute it has; a page that is left drops it anyway.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
