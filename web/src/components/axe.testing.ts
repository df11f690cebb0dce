import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails when axe finds anything. Colours and what scrolls need a real browser. */
export async function expectNothingFromAxe(element: Element): Promise<void> {
    const { violations } = await axe.run(element, {
        rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
