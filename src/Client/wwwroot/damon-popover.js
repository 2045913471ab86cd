// Hides a popover when Esc is pressed in it, or something else on the page.

const ends = new WeakMap();

export function watch(root, dotnet) {
    const isOpen = () => root.querySelector('[aria-expanded=true]') !== null;
    const onPointer = event => {
        if (isOpen() && !root.contains(event.target)) {
            dotnet.invokeMethodAsync('OnLeave');
        }
    };
    const onKey = event => {
        if (event.key === 'Escape' && isOpen()) {
            // The page has a use of its own for it.
            event.stopPropagation();
            dotnet.invokeMethodAsync('OnLeave');
            root.querySelector('button').focus();
        }
    };
    document.addEventListener('pointerdown', onPointer, true);
    root.addEventListener('keydown', onKey);
    ends.set(root, () => document.removeEventListener('pointerdown', onPointer, true));
}

export function forget(root) {
    ends.get(root)?.();
}
