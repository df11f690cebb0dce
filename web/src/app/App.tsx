export function App() {
    return (
        <main className="mx-auto max-w-2xl p-6">
            <h1 className="text-2xl font-semibold">Chiron</h1>
        </main>
    );
}
