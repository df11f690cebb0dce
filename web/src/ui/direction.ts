const rightToLeft = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/** Which way a text runs: as its first letter does. */
export function directionOf(text: string | undefined): 'ltr' | 'rtl' {
    const letter = text?.match(/\p{L}/u)?.[0];
    return letter && rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
