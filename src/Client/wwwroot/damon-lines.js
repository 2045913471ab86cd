// Draws the lines below a live picture into the paths that Plotly has made for them. Plotly computes a plot anew when its
// data change, which takes tens of milliseconds; as long as the axis stays, only the paths need to change.

const axisKeys = ['yaxis2.range', 'yaxis2.tickvals', 'yaxis2.ticktext'];

function traces(plot) {
    return [...plot.querySelectorAll('.xy2 .scatterlayer .trace')];
}

// Whether the paths are there and their axis stays as it is under a layout's changes.
export function fitsAxis(plot, { values, indices }, layout) {
    const range = layout['yaxis2.range'];
    const now = plot._fullLayout.yaxis2.range;
    const groups = traces(plot);
    // Plotly makes no paths for a trace without points.
    const fits = i => values.x[i].length > 1 ? groups[i]?.querySelector('path.js-line') : values.x[i].length === 0 && !groups[i];
    return values.x && indices.every((_, i) => fits(i))
        && (!range || (range[0] === now[0] && range[1] === now[1]));
}

// A layout's changes without those of the lines' axis, which it has already.
export function withoutLineAxis(layout) {
    return Object.fromEntries(Object.entries(layout).filter(([key]) => !axisKeys.includes(key)));
}

export function drawLines(plot, { values, indices }) {
    const { xaxis, yaxis2 } = plot._fullLayout;
    const groups = traces(plot);
    const ground = yaxis2.c2p(0).toFixed(1);
    indices.forEach((index, i) => {
        const [x, y] = [values.x[i], values.y[i]];
        if (x.length === 0) {
            return;
        }
        let path = '', pen = false;
        for (let n = 0; n < x.length; n++) {
            if (y[n] === null) {
                pen = false;
                continue;
            }
            path += `${pen ? 'L' : 'M'}${xaxis.c2p(x[n]).toFixed(1)},${yaxis2.c2p(y[n]).toFixed(1)}`;
            pen = true;
        }
        groups[i]?.querySelector('path.js-line')?.setAttribute('d', path);
        groups[i]?.querySelector('path.js-fill')?.setAttribute(
            'd', values.fill?.[i] === 'toself' ? `${path}Z` : `${path}L${xaxis.c2p(x.at(-1)).toFixed(1)},${ground}L${xaxis.c2p(x[0]).toFixed(1)},${ground}Z`);

        // What Plotly draws later, and saves, it draws from these.
        plot.data[index].x = x;
        plot.data[index].y = y;
    });
}
