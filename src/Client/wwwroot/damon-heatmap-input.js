// What the user does with the heatmap: pointer, wheel, keys, and changes of size and theme, told to .NET.
import { size, theme } from './damon-heatmap.js';

const plainKeys = new Set([' ', 'l', 'f', 'escape', 'w', 's', 'a', 'd', '+', '=', '-', '?', 'b', 'x']);
const shiftKeys = new Set(['w', 's', 'a', 'd']);

export function listen(chart) {
    const { plot, dotnet } = chart;
    const on = (target, name, handler) => {
        target.addEventListener(name, handler);
        chart.ends.push(() => target.removeEventListener(name, handler));
    };
    listenPointer(chart, on);
    chart.box = selectionBox(chart, on);

    on(plot, 'mousedown', () => { chart.pressed = true; });
    on(window, 'mouseup', () => setTimeout(() => {
        chart.pressed = false;
        chart.resume();
    }, 50));
    on(document, 'visibilitychange', () => {
        if (!document.hidden) {
            chart.resume();
        }
    });
    on(document, 'keydown', event => onKey(event, dotnet));

    plot.on('plotly_relayouting', chart.render);
    plot.on('plotly_relayout', change => {
        chart.render();
        const moved = Object.keys(change).some(key => key.startsWith('xaxis.range') || key.startsWith('yaxis.range'));
        if (chart.own === 0 && moved) {
            chart.waiting = null;
            const { xaxis, yaxis } = plot._fullLayout;
            dotnet.invokeMethodAsync('OnRange', ...xaxis.range.map(x => x + chart.slide), ...yaxis.range);
        }
    });
    plot.on('plotly_doubleclick', () => { dotnet.invokeMethodAsync('OnReset'); });

    on(matchMedia('(prefers-color-scheme: dark)'), 'change', () => dotnet.invokeMethodAsync('OnTheme', theme(plot)));
    let last = size(chart);
    const resized = new ResizeObserver(() => setTimeout(() => {
        // By then another page may be there.
        if (!chart.isShown()) {
            return;
        }
        const now = size(chart);
        if (now.height !== last.height || now.width !== last.width) {
            last = now;
            chart.render();
            dotnet.invokeMethodAsync('OnSize', now.width, now.height, now.whole);
        }
    }, 250));
    resized.observe(plot);
    chart.ends.push(() => resized.disconnect());
}

// Keys work wherever the focus is, except where they mean something already, and behind a dialog.
function onKey(event, dotnet) {
    const key = event.key.toLowerCase();
    const own = document.querySelector('dialog[open]') || event.target.closest?.('input, select, textarea, dialog, [role=dialog], [role=slider], [role=grid], [role=tab]')
        || (key === ' ' && event.target.closest?.('button, a, summary, [tabindex]:not([tabindex="-1"])'));
    if (own || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
        return;
    }
    if (event.shiftKey && shiftKeys.has(key)) {
        event.preventDefault();
        dotnet.invokeMethodAsync('OnKey', 'shift+' + key);
    } else if (plainKeys.has(key)) {
        event.preventDefault();
        dotnet.invokeMethodAsync('OnKey', key);
    }
}

function listenPointer(chart, on) {
    const { plot, dotnet } = chart;

    // The page may be another one by now.
    const point = (...place) => chart.isShown() && dotnet.invokeMethodAsync('OnPointer', ...place);
    let pending = false;
    let last = null;
    const tell = wait => {
        if (pending) {
            return;
        }
        pending = true;
        setTimeout(() => {
            pending = false;
            if (!last || !chart.isShown()) {
                return;
            }
            const event = last;
            const box = plot.getBoundingClientRect();
            const { xaxis, yaxis } = plot._fullLayout;
            const [left, top] = [event.clientX - box.left, event.clientY - box.top];
            const [x, y] = [left - xaxis._offset, top - yaxis._offset];
            const inside = x >= 0 && x < xaxis._length && y >= 0 && y < yaxis._length && event.buttons === 0;
            point(inside, inside ? xaxis.p2c(x) + chart.slide : 0, inside ? yaxis.p2c(y) : 0, left, top, box.width, box.height);
        }, wait);
    };
    on(plot, 'mousemove', event => {
        last = event;
        tell(30);
    });

    // The picture has moved under a pointer that rests: what is there now is something else.
    chart.pointAgain = () => {
        if (last) {
            tell(250);
        }
    };
    on(plot, 'mouseleave', () => {
        last = null;
        setTimeout(() => point(false, 0, 0, 0, 0, 0, 0), 40);
    });
}

// Plotly selects points of traces; here is an area to be selected, so the box is our own.
function selectionBox(chart, on) {
    const { plot, dotnet } = chart;
    const [sheet, box] = [document.createElement('div'), document.createElement('div')];
    sheet.className = 'select-sheet';
    box.className = 'select-box';
    sheet.hidden = box.hidden = true;
    sheet.append(box);
    plot.querySelector('.svg-container').append(sheet);
    chart.ends.push(() => sheet.remove());
    let start = null;
    const clamp = (value, most) => Math.min(Math.max(value, 0), most);
    const corner = event => {
        const { left, top, width, height } = sheet.getBoundingClientRect();
        return [clamp(event.clientX - left, width), clamp(event.clientY - top, height)];
    };
    on(sheet, 'pointerdown', event => {
        event.stopPropagation();
        sheet.setPointerCapture(event.pointerId);
        start = corner(event);
    });
    on(sheet, 'pointermove', event => {
        if (start) {
            const [x, y] = corner(event);
            box.hidden = false;
            Object.assign(box.style, {
                left: Math.min(x, start[0]) + 'px', top: Math.min(y, start[1]) + 'px',
                width: Math.abs(x - start[0]) + 'px', height: Math.abs(y - start[1]) + 'px',
            });
        }
    });
    on(sheet, 'pointerup', event => {
        const [from, to] = [start, corner(event)];
        start = null;
        box.hidden = true;
        if (from && Math.abs(to[0] - from[0]) > 3 && Math.abs(to[1] - from[1]) > 3) {
            const { xaxis, yaxis } = plot._fullLayout;
            const [x, y] = [[from[0], to[0]].sort((a, b) => a - b), [from[1], to[1]].sort((a, b) => b - a)];
            dotnet.invokeMethodAsync('OnSelect', xaxis.p2c(x[0]) + chart.slide, xaxis.p2c(x[1]) + chart.slide, yaxis.p2c(y[0]), yaxis.p2c(y[1]));
        }
    });
    return sheet;
}

export function setMode(chart, mode) {
    const { xaxis, yaxis } = chart.plot._fullLayout;
    chart.box.hidden = mode !== 'select';
    Object.assign(chart.box.style, {
        left: xaxis._offset + 'px', top: yaxis._offset + 'px', width: xaxis._length + 'px', height: yaxis._length + 'px',
    });
    chart.own++;
    Plotly.relayout(chart.plot, { dragmode: mode === 'select' ? false : mode }).finally(() => { chart.own--; });
}
