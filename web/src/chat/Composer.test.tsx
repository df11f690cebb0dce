import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer, LONGEST } from './Composer';

function pointer(kind: 'fine' | 'coarse') {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === `(pointer: ${kind})` }));
}

function open(conversation = 's1', stop?: () => void) {
    const say = vi.fn();
    const view = render(<Composer userId="ada" conversation={conversation} say={say} stop={stop} />);
    return { say, field: screen.getByLabelText('Your message'), ...view };
}

beforeEach(() => pointer('fine'));

afterEach(() => {
    localStorage.clear();
    vi.unstubAllGlobals();
});

describe('the composer', () => {
    it('sends with Enter and is empty then', async () => {
        const { say, field } = open();
        await userEvent.type(field, 'Hello{Enter}');
        expect(say).toHaveBeenCalledExactlyOnceWith('Hello');
        expect(field).toHaveValue('');
    });

    it('begins a line with Shift and Enter', async () => {
        const { say, field } = open();
        await userEvent.type(field, 'Hello{Shift>}{Enter}{/Shift}you');
        expect(say).not.toHaveBeenCalled();
        expect(field).toHaveValue('Hello\nyou');
    });

    it('begins a line with Enter on a touch screen', async () => {
        pointer('coarse');
        const { say, field } = open();
        await userEvent.type(field, 'Hello{Enter}');
        expect(say).not.toHaveBeenCalled();
        await userEvent.click(screen.getByRole('button', { name: 'Send' }));
        expect(say).toHaveBeenCalledOnce();
    });

    it('leaves Enter to an input method that composes a word', async () => {
        const { say, field } = open();
        await userEvent.type(field, 'にほ');
        fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
        fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
        expect(say).not.toHaveBeenCalled();
    });

    it('sends nothing that is blank', async () => {
        const { say, field } = open();
        await userEvent.type(field, '  {Enter}');
        expect(say).not.toHaveBeenCalled();
        expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    });

    it('keeps what was typed, for each conversation its own', async () => {
        const first = open('s1');
        await userEvent.type(first.field, 'Half a thought');
        first.rerender(<Composer userId="ada" conversation="s2" say={first.say} />);
        expect(first.field).toHaveValue('');
        first.unmount();
        expect(open('s1').field).toHaveValue('Half a thought');
    });

    it('tells how much is left near the limit, and refuses what is longer', async () => {
        const { say, field } = open();
        fireEvent.change(field, { target: { value: '🙂'.repeat(LONGEST) } });
        expect(screen.getByText('0 characters left')).toBeInTheDocument();
        fireEvent.change(field, { target: { value: 'a'.repeat(LONGEST + 1) } });
        expect(screen.getByText(/Too long by 1\./)).toBeInTheDocument();
        await userEvent.type(field, '{Enter}');
        expect(say).not.toHaveBeenCalled();
    });

    it('can stop the tutor, and has nothing that axe minds', async () => {
        const stop = vi.fn();
        const { container } = open('s1', stop);
        await userEvent.click(screen.getByRole('button', { name: 'Stop the tutor' }));
        expect(stop).toHaveBeenCalledOnce();
        expect((await axe.run(container)).violations).toEqual([]);
    });
});
