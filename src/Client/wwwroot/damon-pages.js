// The pages of a lens: paints each as a square, and tells .NET which one the pointer or the keys are at.

const views = new WeakMap();
const largest = 14;
const smallest = 2;
const ruled = 6;
const [absent, unknown] = [8, 9];

export function attach(stage, dotnet, address) {
    const squares = stage.querySelector('[data-squares]');
    const view = {
        stage, squares, canvas: squares.querySelector('canvas'), cursor: squares.querySelector('.cursor'),
        ages: new Uint8Array(0), codes: null, colours: [], columns: 1, size: largest, page: 0, ends: [],
    };
    const on = (target, name, handler) => {
        target.addEventListener(name, handler);
        view.ends.push(() => target.removeEventListener(name, handler));
    };
    let waiting = null;

    // A pointer moves many times a second; the page needs the newest only.
    const tell = page => {
        if (waiting === null) {
            setTimeout(() => {
                if (views.has(stage)) {
                    dotnet.invokeMethodAsync('OnPage', waiting);
                }
                waiting = null;
            }, 40);
        }
        waiting = page;
    };
    const move = page => {
        view.page = Math.min(Math.max(page, 0), view.ages.length - 1);
        place(view);
        tell(view.page);
    };
    on(squares, 'pointermove', event => {
        const { left, top } = view.canvas.getBoundingClientRect();
        const [column, row] = [Math.floor((event.clientX - left) / view.size), Math.floor((event.clientY - top) / view.size)];
        const page = row * view.columns + column;
        if (column >= 0 && column < view.columns && page >= 0 && page < view.ages.length && page !== view.page) {
            move(page);
        }
    });
    on(squares, 'keydown', event => {
        const row = view.columns;
        const last = view.ages.length - 1;
        const to = {
            ArrowLeft: view.page - 1, ArrowRight: view.page + 1, ArrowUp: view.page - row, ArrowDown: view.page + row,
            PageUp: view.page - 16 * row, PageDown: view.page + 16 * row, Home: 0, End: last,
        }[event.key];
        if (to !== undefined && last >= 0) {
            event.preventDefault();
            event.stopPropagation();

            // Above the first row and below the last one there is nothing.
            const leaves = (event.key === 'ArrowUp' || event.key === 'ArrowDown') && (to < 0 || to > last);
            move(leaves ? view.page : to);
            view.cursor.scrollIntoView({ block: 'nearest' });
        }
    });

    // Who leaves the page looks no longer; nothing else of it runs then.
    on(window, 'pagehide', () => fetch(address, { method: 'DELETE', keepalive: true }));
    const watcher = new ResizeObserver(() => paint(view));
    watcher.observe(stage);
    view.ends.push(() => watcher.disconnect());
    views.set(stage, view);
}

export function detach(stage) {
    views.get(stage)?.ends.forEach(end => end());
    views.delete(stage);
}

export function draw(stage, ages, codes, colours) {
    const view = views.get(stage);
    if (view) {
        Object.assign(view, { ages, codes, colours });
        paint(view);
    }
}

// The largest squares with which all are seen at once; of too many the smallest, and the stage scrolls.
function fit(view) {
    const width = view.stage.clientWidth - 8;
    const height = window.innerHeight * 0.6;
    const count = view.ages.length;
    for (let size = largest; size >= smallest; size--) {
        const columns = Math.max(1, Math.min(count, Math.floor(width / size)));
        if (size === smallest || Math.ceil(count / columns) * size <= height) {
            // Rows of round numbers: addresses are easier to follow.
            return [size, columns >= 64 ? columns - columns % 16 : columns];
        }
    }
}

function paint(view) {
    const { stage, canvas, ages, codes } = view;
    if (ages.length === 0 || stage.clientWidth === 0) {
        return;
    }
    const [size, columns] = fit(view);
    const rows = Math.ceil(ages.length / columns);
    Object.assign(view, { size, columns });
    canvas.width = columns;
    canvas.height = rows;
    canvas.style.width = columns * size + 'px';
    canvas.style.height = rows * size + 'px';
    stage.style.setProperty('--square', size + 'px');
    stage.toggleAttribute('data-small', size < ruled);
    const palette = view.colours.map(pixel);
    const style = getComputedStyle(stage);

    // Two greys in turn look hatched, as what is unknown does everywhere.
    const greys = ['--hatch-back', '--hatch-line'].map(name => pixel(style.getPropertyValue(name).trim()));
    const context = canvas.getContext('2d');
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let page = 0; page < ages.length; page++) {
        const code = codes[ages[page]];
        pixels[page] = code === unknown ? greys[(page % columns + Math.floor(page / columns)) & 1] : code === absent ? 0 : palette[code];
    }
    context.putImageData(image, 0, 0);
    view.page = Math.min(view.page, ages.length - 1);
    place(view);
}

function place({ cursor, page, columns, size }) {
    Object.assign(cursor.style, {
        display: 'block', width: size + 'px', height: size + 'px',
        left: page % columns * size + 'px', top: Math.floor(page / columns) * size + 'px',
    });
}

// #rrggbb as the bytes of an opaque pixel.
function pixel(colour) {
    const value = parseInt(colour.slice(1), 16);
    return (0xff000000 | (value & 0xff) << 16 | value & 0xff00 | value >> 16) >>> 0;
}
