/** Words that sort something in. */
export function Tags({ tags }: { tags: readonly string[] | undefined }) {
    if (!tags || tags.length === 0) {
        return null;
    }
    return (
        <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
            {[...new Set(tags)].map((tag) => (
                <li key={tag} dir="auto" className="max-w-full rounded-full bg-sunken px-2.5 py-0.5 text-sm text-quiet">
                    {tag}
                </li>
            ))}
        </ul>
    );
}
