// Hands a text to the browser as a file to save.
export function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    // Some browsers read the text only after the click has been handled.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
