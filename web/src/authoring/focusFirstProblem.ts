/** Puts the focus into the first field of a form that has a problem. To be called when the problems are shown. */
export function focusFirstProblem(form: HTMLFormElement | null): void {
    form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
