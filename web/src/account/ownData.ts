import { api } from '@/api/client';

/** Lets the browser save all that is stored of the person who is logged in, under the name that the server gives it. */
export async function downloadOwnData(): Promise<void> {
    const { data, response } = await api.GET('/api/v1/users/me/export', { parseAs: 'blob' });
    const address = URL.createObjectURL(data as Blob);
    try {
        const link = document.createElement('a');
        link.href = address;
        link.download = nameIn(response.headers.get('Content-Disposition'));
        link.click();
    } finally {
        URL.revokeObjectURL(address);
    }
}

function nameIn(disposition: string | null): string {
    return /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1] ?? 'chiron-export.json';
}

/** Ends the account; from then on no login of it works. An account without a password needs none. */
export async function deleteAccount(password: string): Promise<void> {
    await api.DELETE('/api/v1/users/me', { body: password === '' ? {} : { password } });
}
