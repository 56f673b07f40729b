/** Words as a shell reads them: that of Linux and macOS, or both of Windows, of which neither knows single quotes around a word of the other. */

const isWindowsHere = process.platform === "win32";

/** cmd.exe and PowerShell both take double quotes; what they would take for a list, a splat or a redirection stands in them. */
const windowsWord = (text: string): string =>
  /^[\w+:./\\-]+$/.test(text) ? text : `"${text.replaceAll('"', '""').replace(/\\+$/, "$&$&")}"`;

export const shellWord = (text: string, isWindows = isWindowsHere): string => {
  if (isWindows) return windowsWord(text);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
};

/** What is typed to have a variable in the environment, from then on in that window. */
export const settingLines = (name: string, value: string, isWindows = isWindowsHere): readonly string[] =>
  isWindows
    ? [`set "${name}=${value}"`, `(in PowerShell: $env:${name} = '${value.replaceAll("'", "''")}')`]
    : [`export ${name}=${shellWord(value, false)}`];
