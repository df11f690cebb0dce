/** How a link in a line of text looks. */
export const textLink = 'inline-flex min-h-9 items-center font-medium text-accent-ink underline underline-offset-4';
