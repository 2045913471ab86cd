// The seam between .NET and the browser for the heatmap: keeps the cells as bytes (column by column, lowest row first) and
// paints them on a canvas below Plotly's axes. What is shown, and why, is decided in .NET.
import { listen, setMode as setDragMode } from './damon-heatmap-input.js';
import { drawLines, fitsAxis, withoutLineAxis } from './damon-lines.js';

const charts = new Map();

const themeNames = ['ink', 'muted', 'line', 'panel', 'accent', 'resident'];

export function theme(element) {
    const style = getComputedStyle(element);
    return Object.fromEntries(themeNames.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

export function chartOf(id) {
    return charts.get(id);
}

// Waits until Plotly.Blazor has loaded Plotly and made a plot.
async function plotOf(id) {
    for (;;) {
        const plot = document.getElementById(id);
        if (window.Plotly && plot?._fullLayout?.xaxis) {
            return plot;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
    }
}

// Makes of the empty plot the one that is wanted.
export async function attach(id, dotnet, traces, layout, config) {
    const plot = await plotOf(id);
    await Plotly.newPlot(plot, traces, layout, config);
    const [cells, view] = [document.createElement('canvas'), document.createElement('canvas')];
    view.className = 'cells';
    view.setAttribute('aria-hidden', 'true');
    plot.querySelector('.svg-container').prepend(view);
    const chart = {
        plot, dotnet, cells, view, brush: cells.getContext('2d'), columns: 0, rows: 0, first: 0, codes: new Uint8Array(0), place: null,
        palette: new Uint32Array(256), percents: new Float64Array(256), own: 0, pressed: false, waiting: null, ends: [],
        slide: 0, left: null, series: null,
    };
    charts.set(id, chart);
    chart.isShown = () => isShown(chart);
    chart.render = () => isShown(chart) && render(chart);
    chart.resume = () => resume(chart);
    listen(chart);
    return { theme: theme(plot), size: size(chart) };
}

export function detach(id) {
    const chart = charts.get(id);
    if (chart) {
        charts.delete(id);
        chart.ends.forEach(end => end());
        chart.view.remove();
    }
}

export function size(chart) {
    const { xaxis, yaxis, width } = chart.plot._fullLayout;
    return { width: xaxis._length, height: yaxis._length, whole: width };
}

export function measure(id) {
    const chart = charts.get(id);
    return chart && isShown(chart) ? size(chart) : null;
}

export function setMode(id, mode) {
    const chart = charts.get(id);
    if (chart) {
        setDragMode(chart, mode);
    }
}

export function reveal(id) {
    charts.get(id)?.plot.scrollIntoView({ block: 'nearest' });
}

export function setPalette(id, rgba, percents) {
    const chart = charts.get(id);
    if (chart) {
        chart.palette = new Uint32Array(rgba.slice().buffer);
        chart.percents = Float64Array.from(percents);
        paint(chart, 0);
        chart.render();
    }
}

// Moves the picture left, writes new columns, and redraws. Resolves when the browser has taken it; a snapshot drawn so is
// told by the event "drawn". The left edge of what is visible comes with every call; Plotly's axis follows now and then,
// and slides in between: drawing it anew costs more than all the rest.
export async function draw(id, frame, codes, left, layout, traces, moving, snapshotUs) {
    const chart = charts.get(id);
    if (!chart) {
        return;
    }
    if (frame) {
        put(chart, frame, codes);
    }
    chart.left = left;
    const next = { layout: { ...chart.waiting?.layout, ...layout }, traces: [...(chart.waiting?.traces ?? []), ...traces], moving: moving && !chart.waiting };

    // A redraw would tear the user's drag away, so drawing waits while a button is down, and while nobody sees it.
    if (chart.pressed || document.hidden) {
        chart.waiting = next;
        return;
    }
    chart.waiting = null;
    await show(chart, next, () => snapshotUs && chart.plot.dispatchEvent(new CustomEvent('drawn', { bubbles: true, detail: { snapshotUs } })));
}

async function resume(chart) {
    const next = chart.waiting;
    chart.waiting = null;
    if (next) {
        await show(chart, next);
    }
}

// The picture moves by a column or two for each snapshot, so its canvas is a ring: the leftmost column lies at "first",
// and what leaves on the left is painted over with what comes on the right.
function put(chart, frame, codes) {
    const { columns, rows, shift, firstColumn } = frame;
    if (chart.columns !== columns || chart.rows !== rows) {
        chart.columns = chart.cells.width = columns;
        chart.rows = chart.cells.height = rows;
        chart.codes = new Uint8Array(columns * rows);
        chart.first = 0;
    } else if (shift >= columns) {
        chart.codes.fill(0);
    } else if (shift > 0) {
        chart.codes.copyWithin(0, shift * rows);
        chart.codes.fill(0, (columns - shift) * rows);
        chart.first = (chart.first + shift) % columns;
    }
    chart.codes.set(codes, firstColumn * rows);
    chart.place = frame;
    paint(chart, shift >= columns ? 0 : Math.min(firstColumn, columns - shift));
}

// Colours the cells from a column on.
function paint(chart, from) {
    const { columns, rows, codes, palette } = chart;
    if (rows === 0) {
        return;
    }
    for (const { at, place, wide } of pieces(chart, from, columns)) {
        const image = chart.brush.createImageData(wide, rows);
        const pixels = new Uint32Array(image.data.buffer);
        for (let column = 0, code = at * rows; column < wide; column++) {
            for (let row = rows - 1; row >= 0; row--) {
                pixels[row * wide + column] = palette[codes[code++]];
            }
        }
        chart.brush.putImageData(image, place, 0);
    }
}

// Where columns of the picture lie in the ring: one piece, or two where it begins anew between them.
function pieces({ columns, first }, from, to) {
    const turn = columns - first;
    const before = from < turn ? [{ at: from, place: from + first, wide: Math.min(to, turn) - from }] : [];
    const after = to > turn ? [{ at: Math.max(from, turn), place: Math.max(from, turn) - turn, wide: to - Math.max(from, turn) }] : [];
    return [...before, ...after].filter(piece => piece.wide > 0);
}

// Whether it is what is on the page: what waits for Plotly may come back when another page, with a chart of that name, is there.
function isShown(chart) {
    return charts.get(chart.plot.id) === chart && !!chart.plot._fullLayout?.xaxis;
}

// What of a layout differs from the plot's: Plotly draws all its labels anew also when they are the same.
function onlyNew(plot, layout) {
    const now = path => path.split('.').reduce((part, name) => part?.[name], plot.layout);
    return Object.fromEntries(Object.entries(layout).filter(([path, value]) => JSON.stringify(now(path)) !== JSON.stringify(value)));
}

// Whether a layout leaves the cells where they are.
function isBeside(layout) {
    return !Object.keys(layout).some(path => path.startsWith('yaxis.range') || path.startsWith('margin'));
}

// A moment when what has been painted is on the screen; a page that nobody sees has no frames.
function nextFrame() {
    return new Promise(resolve => {
        const late = setTimeout(resolve, 100);
        requestAnimationFrame(() => setTimeout(() => {
            clearTimeout(late);
            resolve();
        }));
    });
}

async function show(chart, { layout, traces, moving }, painted = () => {}) {
    if (!isShown(chart)) {
        return;
    }
    layout = onlyNew(chart.plot, layout);

    // Newest cells first: Plotly takes longer for what lies around them than they have until the next come.
    if (moving && Object.keys(layout).length > 0 && isBeside(layout)) {
        slide(chart);
        render(chart);
        painted();
        painted = () => {};
        await nextFrame();
        if (!isShown(chart)) {
            return;
        }
        if (chart.pressed || document.hidden) {
            chart.waiting = { layout, traces, moving: false };
            return;
        }
    }
    chart.own++;
    try {
        const newLines = moving && traces.length === 1 && fitsAxis(chart.plot, traces[0], layout);
        if (newLines) {
            layout = withoutLineAxis(layout);
            chart.series = traces[0];
            traces = [];
        } else if (traces.length > 0) {
            chart.series = null;
        }
        const last = traces.at(-1);
        for (const trace of traces.slice(0, -1)) {
            await Plotly.restyle(chart.plot, trace.values, trace.indices);
            if (!isShown(chart)) {
                return;
            }
        }
        const done = last ? Plotly.update(chart.plot, last.values, layout, last.indices)
            : Object.keys(layout).length > 0 ? Plotly.relayout(chart.plot, layout) : null;
        // Plotly redraws them from older data whenever it draws; between that and new ones the paths stay right.
        if (chart.series && (newLines || done)) {
            drawLines(chart.plot, chart.series);
        }
        if (isShown(chart)) {
            slide(chart);
            render(chart);
            chart.pointAgain();
            painted();
        }
        await done;
    } finally {
        chart.own--;
    }
}

// Moves what Plotly has drawn along the time axis to where it belongs now.
function slide(chart) {
    const { plot, left } = chart;
    const { xaxis } = plot._fullLayout;
    const [x0, x1] = xaxis.range;
    chart.slide = left - x0;
    const pixels = -chart.slide / (x1 - x0) * xaxis._length;
    const shift = Math.abs(pixels) < 0.01 ? '' : `translateX(${pixels.toFixed(2)}px)`;
    for (const layer of plot.querySelectorAll('.xaxislayer-above, .xaxislayer-below, .xy2 .scatterlayer')) {
        layer.style.transform = shift;
    }
    plot._fullLayout.shapes.forEach((shape, index) => {
        if (shape.xref === 'x') {
            plot.querySelectorAll(`.shapelayer [data-index='${index}']`).forEach(path => { path.style.transform = shift; });
        }
    });
}

// Draws what of the cells lies in the visible ranges, in the pixels of the screen.
function render(chart) {
    const { plot, view, cells, place } = chart;
    const { xaxis, yaxis } = plot._fullLayout;
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(xaxis._length * ratio), Math.round(yaxis._length * ratio)];
    if (view.width !== wide || view.height !== high) {
        [view.width, view.height] = [wide, high];
    }
    Object.assign(view.style, {
        left: xaxis._offset + 'px', top: yaxis._offset + 'px', width: xaxis._length + 'px', height: yaxis._length + 'px',
    });
    const context = view.getContext('2d');
    context.clearRect(0, 0, wide, high);
    if (!place || cells.width === 0) {
        return;
    }
    context.imageSmoothingEnabled = false;
    const [x0, x1] = xaxis.range.map(x => x + chart.slide), [y0, y1] = yaxis.range;
    const [left, right] = [Math.max(x0, place.left), Math.min(x1, place.right)];
    const [bottom, top] = [Math.max(y0, place.bottom), Math.min(y1, place.top)];
    if (right <= left || top <= bottom) {
        return;
    }
    const column = x => (x - place.left) / (place.right - place.left) * cells.width;
    const time = at => place.left + at / cells.width * (place.right - place.left);
    const row = y => (place.top - y) / (place.top - place.bottom) * cells.height;
    const across = x => (x - x0) / (x1 - x0) * wide;
    const down = y => (y1 - y) / (y1 - y0) * high;
    for (const { at, place: from, wide: some } of pieces(chart, column(left), column(right))) {
        // Between two pieces, on a whole pixel: else both would let the ground through there.
        const [begin, end] = [at, at + some].map(x => x === column(left) || x === column(right) ? across(time(x)) : Math.round(across(time(x))));
        context.drawImage(cells, from, row(top), some, row(bottom) - row(top), begin, down(top), end - begin, down(bottom) - down(top));
    }
}
