// The seam between .NET and the browser for the heatmap: keeps the cells as bytes (column by column, lowest row first),
// paints them on a canvas and places it as an image inside Plotly's axes. What is shown, and why, is decided in .NET.

const charts = new Map();
let newest = null;

const keys = new Set([' ', 'l', 'f', 'escape', 'w', 's', 'a', 'd', '+', '=', '-', '?']);
const themeNames = ['ink', 'muted', 'line', 'panel', 'accent', 'resident'];

function theme(element) {
    const style = getComputedStyle(element);
    return Object.fromEntries(themeNames.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

// Waits until Plotly.Blazor has loaded Plotly and made the plot.
async function plotOf(id) {
    for (;;) {
        const plot = document.getElementById(id);
        if (window.Plotly && plot?._fullLayout?.xaxis) {
            return plot;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
    }
}

export async function attach(id, dotnet) {
    const plot = await plotOf(id);

    // Plotly writes the page's address of now into every reference to a clip path or gradient, because old browsers
    // resolved them against <base>. Our address changes with the view, and the references would point nowhere.
    plot._context._baseUrl = '';
    await Plotly.redraw(plot);

    const canvas = document.createElement('canvas');
    const chart = {
        plot, dotnet, canvas, context: canvas.getContext('2d'), columns: 0, rows: 0, codes: new Uint8Array(0),
        palette: new Uint32Array(256), percents: new Float64Array(256), url: null, own: 0, pressed: false, waiting: null, ends: [],
    };
    charts.set(id, chart);
    newest = chart;
    listen(chart);
    return { theme: theme(plot), ...size(chart) };
}

export function detach(id) {
    const chart = charts.get(id);
    if (chart) {
        charts.delete(id);
        chart.ends.forEach(end => end());
        URL.revokeObjectURL(chart.url);
        newest = newest === chart ? null : newest;
    }
}

function size(chart) {
    const { xaxis, yaxis } = chart.plot._fullLayout;
    return { width: xaxis._length, height: yaxis._length };
}

function listen(chart) {
    const { plot, dotnet } = chart;
    const on = (target, name, handler) => {
        target.addEventListener(name, handler);
        chart.ends.push(() => target.removeEventListener(name, handler));
    };

    let pending = false;
    on(plot, 'mousemove', event => {
        if (pending) {
            return;
        }
        pending = true;
        setTimeout(() => {
            pending = false;
            const box = plot.getBoundingClientRect();
            const { xaxis, yaxis } = plot._fullLayout;
            const [left, top] = [event.clientX - box.left, event.clientY - box.top];
            const [x, y] = [left - xaxis._offset, top - yaxis._offset];
            const inside = x >= 0 && x < xaxis._length && y >= 0 && y < yaxis._length && !chart.pressed;
            dotnet.invokeMethodAsync('OnPointer', inside, inside ? xaxis.p2c(x) : 0, inside ? yaxis.p2c(y) : 0, left, top, box.width, box.height);
        }, 30);
    });
    on(plot, 'mouseleave', () => setTimeout(() => dotnet.invokeMethodAsync('OnPointer', false, 0, 0, 0, 0, 0, 0), 40));

    // A redraw would tear the user's drag away, so drawing waits while a button is down, and while nobody sees it.
    on(plot, 'mousedown', () => { chart.pressed = true; });
    const resume = () => {
        const waiting = chart.waiting;
        chart.waiting = null;
        if (waiting) {
            show(chart, waiting);
        }
    };
    on(window, 'mouseup', () => setTimeout(() => {
        chart.pressed = false;
        resume();
    }, 50));
    on(document, 'visibilitychange', () => {
        if (!document.hidden) {
            resume();
        }
    });

    // Keys work wherever the focus is, except where they mean something already.
    on(document, 'keydown', event => {
        const own = event.target.closest?.('input, select, textarea, [role=dialog]') || (event.key === ' ' && event.target.closest?.('button, a, summary'));
        if (own || event.ctrlKey || event.altKey || event.metaKey || !keys.has(event.key.toLowerCase())) {
            return;
        }
        event.preventDefault();
        dotnet.invokeMethodAsync('OnKey', event.key.toLowerCase());
    });

    plot.on('plotly_relayout', change => {
        const moved = Object.keys(change).some(key => key.startsWith('xaxis.range') || key.startsWith('yaxis.range'));
        if (chart.own === 0 && moved) {
            chart.waiting = null;
            const { xaxis, yaxis } = plot._fullLayout;
            dotnet.invokeMethodAsync('OnRange', ...xaxis.range, ...yaxis.range);
        }
    });
    plot.on('plotly_doubleclick', () => { dotnet.invokeMethodAsync('OnReset'); });

    const scheme = matchMedia('(prefers-color-scheme: dark)');
    on(scheme, 'change', () => dotnet.invokeMethodAsync('OnTheme', theme(plot)));
    let { width, height } = size(chart);
    const resized = new ResizeObserver(() => setTimeout(() => {
        const now = size(chart);
        if (charts.has(plot.id) && (now.height !== height || now.width !== width)) {
            ({ width, height } = now);
            dotnet.invokeMethodAsync('OnSize', width, height);
        }
    }, 250));
    resized.observe(plot);
    chart.ends.push(() => resized.disconnect());
}

export function setPalette(id, rgba, percents) {
    const chart = charts.get(id);
    if (chart) {
        chart.palette = new Uint32Array(rgba.slice().buffer);
        chart.percents = Float64Array.from(percents);
    }
}

// Moves the picture left, writes new columns, and redraws. Resolves when the browser has the new image.
export async function draw(id, update, codes, layout, traces) {
    const chart = charts.get(id);
    if (!chart) {
        return;
    }
    if (update) {
        put(chart, update, codes);
    }
    const next = { layout: { ...chart.waiting?.layout, ...layout }, traces: [...(chart.waiting?.traces ?? []), ...(traces ?? [])] };
    if (chart.pressed || document.hidden) {
        chart.waiting = next;
        return;
    }
    await show(chart, next, update !== null);
}

function put(chart, update, codes) {
    if (chart.columns !== update.columns || chart.rows !== update.rows) {
        chart.columns = chart.canvas.width = update.columns;
        chart.rows = chart.canvas.height = update.rows;
        chart.codes = new Uint8Array(update.columns * update.rows);
    } else if (update.shift >= update.columns) {
        chart.codes.fill(0);
    } else if (update.shift > 0) {
        chart.codes.copyWithin(0, update.shift * update.rows);
        chart.codes.fill(0, (update.columns - update.shift) * update.rows);
    }
    chart.codes.set(codes, update.firstColumn * update.rows);
    chart.place = update;
}

async function show(chart, next, cells = true) {
    const layout = { ...next.layout };
    let old = null;
    if (cells && chart.place) {
        old = chart.url;
        chart.url = await paint(chart);
        const { left, right, bottom, top } = chart.place;
        layout.images = [{
            source: chart.url, xref: 'x', yref: 'y', x: left, y: top, sizex: right - left, sizey: top - bottom,
            sizing: 'stretch', layer: 'below', xanchor: 'left', yanchor: 'top',
        }];
    }
    if (!charts.has(chart.plot.id)) {
        return;
    }
    chart.own++;
    try {
        for (const trace of next.traces) {
            await Plotly.restyle(chart.plot, trace.values, trace.indices);
        }
        await Plotly.relayout(chart.plot, layout);
    } finally {
        chart.own--;
        if (old) {
            URL.revokeObjectURL(old);
        }
    }
}

async function paint(chart) {
    const { columns, rows, codes, palette } = chart;
    const image = chart.context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0, at = 0; column < columns; column++) {
        for (let row = rows - 1; row >= 0; row--) {
            pixels[row * columns + column] = palette[codes[at++]];
        }
    }
    chart.context.putImageData(image, 0, 0);
    const blob = await new Promise(resolve => chart.canvas.toBlob(resolve, 'image/png'));
    const url = URL.createObjectURL(blob);
    const decoded = new Image();
    decoded.src = url;
    // A hidden page may not decode at all: never wait for it long.
    await Promise.race([decoded.decode().catch(() => { }), new Promise(resolve => setTimeout(resolve, 250))]);
    return url;
}

export function cells() {
    const chart = newest;
    if (!chart) {
        return { columns: 0, rows: 0, known: 0, nonEmpty: 0, hottest: 0, checksum: 0 };
    }
    let known = 0, nonEmpty = 0, hottest = 0, checksum = 2166136261;
    for (const code of chart.codes) {
        known += code > 0 ? 1 : 0;
        nonEmpty += code > 1 ? 1 : 0;
        hottest = Math.max(hottest, code);
        checksum = Math.imul(checksum ^ code, 16777619) >>> 0;
    }
    return { columns: chart.columns, rows: chart.rows, known, nonEmpty, hottest: chart.percents[hottest], checksum };
}

window.damonHeatmap = { cells };
