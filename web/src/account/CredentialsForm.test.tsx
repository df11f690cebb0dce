import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/ApiError';
import { CredentialsForm } from './CredentialsForm';

function open(submit: () => Promise<void>, explain?: (error: ApiError) => string | null) {
    return render(<CredentialsForm purpose="signUp" submit={submit} explain={explain} />);
}

describe('the form for email and password', () => {
    it('hands over what was typed', async () => {
        const submit = vi.fn(() => Promise.resolve());
        open(submit);
        await userEvent.type(screen.getByLabelText('Email'), 'ada@example.org');
        await userEvent.type(screen.getByLabelText('Password'), 'a long enough one{Enter}');
        expect(submit).toHaveBeenCalledExactlyOnceWith({ email: 'ada@example.org', password: 'a long enough one' });
    });

    it('says what is wrong with a field at that field, and takes the person there', async () => {
        const details = [{ field: 'password', problem: 'must have 8 to 72 characters' }];
        const { container } = open(() => Promise.reject(new ApiError(400, 'validation_error', 'Not valid.', details)));
        await userEvent.click(screen.getByRole('button', { name: 'Sign up' }));
        const password = screen.getByLabelText('Password');
        expect(await screen.findByText('Password must have 8 to 72 characters.')).toBeInTheDocument();
        expect(password).toHaveAccessibleDescription(/Password must have 8 to 72 characters/);
        expect(password).toHaveFocus();
        expect((await axe.run(container)).violations).toEqual([]);
    });

    it('says what else went wrong, how long to wait, and what may help', async () => {
        open(
            () => Promise.reject(new ApiError(429, 'rate_limited', 'Too many requests.', [], 20)),
            (error) => (error.code === 'rate_limited' ? 'Have some tea.' : null),
        );
        await userEvent.click(screen.getByRole('button', { name: 'Sign up' }));
        expect(await screen.findByRole('alert')).toHaveTextContent(
            'Too many requests. Please try again in 20 seconds. Have some tea.',
        );
    });

    it('shows the password and hides it again', async () => {
        open(() => Promise.resolve());
        const show = screen.getByRole('button', { name: 'Show password' });
        await userEvent.click(show);
        expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
        await userEvent.click(show);
        expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
    });
});
