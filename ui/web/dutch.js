// Gradio chooses its few words (errors, loading) by the browser's language; this page is Dutch for everyone.
Object.defineProperty(navigator, "language", { get: () => "nl" });
Object.defineProperty(navigator, "languages", { get: () => ["nl"] });
