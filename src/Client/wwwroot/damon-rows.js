// Keys and scrolling of a long table of which only the visible rows exist.

const moves = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

// The keys that move the mark would scroll the page as well.
export function attach(grid) {
    grid?.addEventListener('keydown', event => {
        if (event.target === grid && moves.has(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
            event.preventDefault();
        }
    });
}

// Scrolls just as far as needed to show a row below the heads, which stay at the top.
export function reveal(box, index) {
    const row = box?.querySelector('.region');
    if (!row) {
        return;
    }
    const heads = box.querySelector('.heads').offsetHeight;
    const height = row.offsetHeight;
    const top = index * height;
    const room = box.clientHeight - heads;
    if (top < box.scrollTop) {
        box.scrollTop = top;
    } else if (top + height > box.scrollTop + room) {
        box.scrollTop = top + height - room;
    }
}
