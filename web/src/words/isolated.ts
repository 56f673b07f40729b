/** Sentences with names in them, where no element can hold the name apart: one from right to left would turn what follows it. */
const marks = /[\u202a-\u202e\u2066-\u2069]/gu;

const letter = String.raw`[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]`;
/** From its first such letter to its last, over what may stand within a name. */
const names = new RegExp(`${letter}(?:[^,;:·→()]*${letter})?`, "gu");

export const isolated = (text: string): string => text.replace(marks, "").replace(names, "\u2068$&\u2069");
