import type { Locator } from '@playwright/test';

/** Answers whatever component this is, without a mouse: the first choice, some text, some date, each thing in a place. */
export async function answerSomehow(component: Locator) {
    const radios = component.getByRole('radio');
    if ((await radios.count()) > 0) {
        await radios.first().focus();
        await radios.first().press('Space');
    }
    const boxes = component.getByRole('checkbox');
    if ((await boxes.count()) > 0) {
        await boxes.first().focus();
        await boxes.first().press('Space');
    }
    for (const date of await component.locator('input[type=date]').all()) {
        await date.fill('2031-02-03');
    }
    for (const field of await component.locator('input[type=text], input:not([type])').all()) {
        await field.fill('range');
    }
    // By their names: a thing that has got its place may stand somewhere else in the list.
    const selects = await component.locator('select').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    for (const name of selects) {
        await component.getByRole('combobox', { name: name ?? '', exact: true }).selectOption({ index: 1 });
    }
    for (const slider of await component.getByRole('slider').all()) {
        await slider.focus();
        await slider.press('ArrowRight');
    }
    const submit = component.locator('button[type=submit]');
    const button = (await submit.count()) > 0 ? submit.first() : component.getByRole('button').last();
    await button.focus();
    await button.press('Enter');
}
