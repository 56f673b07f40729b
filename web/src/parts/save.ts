/** Something made on the page, as a file to take away. */
const patienceMs = 10_000;

export const saveAs = (content: Blob, name: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), patienceMs);
};
