/** None seen is not the same as none there. @param complete the whole wanted past is read */
export function quietWords(none: string, complete: boolean): string {
  return complete ? `${none} in the time that is read.` : `${none} in what is read so far.`;
}
