// The overview strip: paints the whole session small, and turns drags and keys on the brush into visible times.

const strips = new WeakMap();
const smallest = 0.002;

export function attach(strip, dotnet) {
    const ends = [];
    const on = (name, handler) => {
        strip.addEventListener(name, handler);
        ends.push(() => strip.removeEventListener(name, handler));
    };
    let drag = null;
    let waiting = null;
    const share = event => {
        const { left, width } = strip.getBoundingClientRect();
        return Math.min(Math.max((event.clientX - left) / width, 0), 1);
    };
    const brush = () => {
        const [outer, inner] = [strip.getBoundingClientRect(), strip.querySelector('.brush').getBoundingClientRect()];
        return [(inner.left - outer.left) / outer.width, (inner.right - outer.left) / outer.width];
    };

    // A drag tells many times a second; the page needs the newest only.
    const tell = range => {
        if (waiting === null) {
            setTimeout(() => {
                const [left, right] = waiting;
                waiting = null;
                dotnet.invokeMethodAsync('OnBrush', left, right);
            }, 40);
        }
        waiting = range;
    };
    const moved = (part, from, [left, right], by) => {
        if (part === 'from') {
            return [Math.min(Math.max(left + by, 0), right - smallest), right];
        }
        if (part === 'to') {
            return [left, Math.max(Math.min(right + by, 1), left + smallest)];
        }
        if (part === 'window') {
            const shift = Math.min(Math.max(by, -left), 1 - right);
            return [left + shift, right + shift];
        }
        const other = Math.min(Math.max(from + by, 0), 1);
        return [Math.min(from, other), Math.max(from, other, Math.min(from, other) + smallest)];
    };
    on('pointerdown', event => {
        if (event.button === 0) {
            strip.setPointerCapture(event.pointerId);
            drag = { part: event.target.dataset.part, from: share(event), range: brush(), far: false };
        }
    });
    on('pointermove', event => {
        if (drag) {
            const by = share(event) - drag.from;
            drag.far ||= Math.abs(by) > 0.003;
            if (drag.far) {
                tell(moved(drag.part, drag.from, drag.range, by));
            }
        }
    });
    on('pointerup', event => {
        // A click beside the window brings the window there.
        if (drag && !drag.far && !drag.part) {
            const [left, right] = drag.range;
            tell(moved('window', 0, drag.range, share(event) - (left + right) / 2));
        }
        drag = null;
    });
    on('keydown', event => {
        const part = event.target.dataset.part;
        const step = { ArrowLeft: -0.02, ArrowRight: 0.02, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 }[event.key];
        if (part && step) {
            event.preventDefault();
            event.stopPropagation();
            tell(moved(part, 0, brush(), step));
        }
    });
    strips.set(strip, ends);
}

export function detach(strip) {
    strips.get(strip)?.forEach(end => end());
    strips.delete(strip);
}

export function draw(canvas, columns, rows, codes, rgba, share) {
    canvas.width = columns;
    canvas.height = rows;
    canvas.style.width = Math.min(share, 1) * 100 + '%';
    const palette = new Uint32Array(rgba.slice().buffer);
    const context = canvas.getContext('2d');
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0, at = 0; column < columns; column++) {
        for (let row = rows - 1; row >= 0; row--) {
            pixels[row * columns + column] = palette[codes[at++]];
        }
    }
    context.putImageData(image, 0, 0);
}
