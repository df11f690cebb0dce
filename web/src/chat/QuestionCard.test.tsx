import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import { QuestionCard } from './QuestionCard';

const HOUR_MS = 3_600_000;
const schema = { type: 'object', properties: { confirmed: { type: 'boolean' } }, required: ['confirmed'] };

function question(expiresIn: number, responseSchema: Record<string, unknown> = schema) {
    const expiresAt = new Date(Date.now() + expiresIn).toISOString();
    return { id: 'q', reason: 'confirmation', message: 'Leave the track?', responseSchema, expiresAt };
}

describe('a question before a deed', () => {
    it.each([
        ['Yes', true],
        ['No', false],
    ])('is answered with %s by the member that its schema names', async (button, confirmed) => {
        const decide = vi.fn(() => Promise.resolve());
        const { container } = render(<QuestionCard question={question(HOUR_MS)} decide={decide} />);
        expect(screen.getByRole('group', { name: 'Leave the track?' })).toBeInTheDocument();
        expect((await axe.run(container)).violations).toEqual([]);
        await userEvent.click(screen.getByRole('button', { name: button }));
        expect(decide).toHaveBeenCalledExactlyOnceWith('q', { confirmed });
    });

    it('can only be left when its time is over', async () => {
        const decide = vi.fn(() => Promise.resolve());
        render(<QuestionCard question={question(-HOUR_MS)} decide={decide} />);
        expect(screen.queryByRole('button', { name: 'Yes' })).toBeNull();
        await userEvent.click(screen.getByRole('button', { name: 'Leave it' }));
        expect(decide).toHaveBeenCalledExactlyOnceWith('q', undefined);
    });

    it('can only be left when nobody here knows how to answer it', () => {
        render(<QuestionCard question={question(HOUR_MS, { type: 'string' })} decide={() => Promise.resolve()} />);
        expect(screen.getByRole('button', { name: 'Leave it' })).toBeInTheDocument();
    });
});
