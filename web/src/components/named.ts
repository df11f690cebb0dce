/** What the ids stand for, in words; an id that stands for nothing is left out. */
export function named<Entry>(
    ids: readonly string[],
    entries: readonly Entry[],
    idOf: (entry: Entry) => string,
    wordsOf: (entry: Entry) => string,
): string {
    return ids
        .flatMap((id) => {
            const entry = entries.find((each) => idOf(each) === id);
            return entry ? [wordsOf(entry)] : [];
        })
        .join(', ');
}
