// Puts the cursor into a field, with all of its text selected: what is typed replaces it.
export function select(field) {
    field.focus();
    field.select();
}

// Shows a <dialog> above everything else; the browser keeps the focus inside. Closing gives the focus back to where
// it was, or, when that has gone with what was deleted, to the nearest heading that is left.
export function open(dialog) {
    const opener = document.activeElement;
    dialog.showModal();
    return {
        close() {
            if (dialog.open) {
                dialog.close();
            }

            const next = opener?.isConnected && opener !== document.body ? opener : document.querySelector("main h2[tabindex]");
            next?.focus();
        },
    };
}
