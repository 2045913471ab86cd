// Saves a heatmap with its axes and legend as a PNG file.
import { save as download } from './damon-download.js';
import { chartOf, theme } from './damon-heatmap.js';

const scale = 2;
const lineHeight = 17;

export async function save(id, file, lines, legend) {
    const chart = chartOf(id);
    if (!chart) {
        return;
    }
    const { plot, view } = chart;
    const { xaxis, yaxis, width, height } = plot._fullLayout;
    const colours = theme(plot);
    const axes = await loaded(await Plotly.toImage(plot, { format: 'png', width, height, scale }));
    const head = lines.length * lineHeight + 14;
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = (head + height + legend.length * lineHeight + 12) * scale;
    const context = canvas.getContext('2d');
    context.scale(scale, scale);
    context.fillStyle = colours.panel;
    context.fillRect(0, 0, canvas.width, canvas.height);

    context.textBaseline = 'top';
    lines.forEach((line, i) => {
        context.font = (i === 0 ? 'bold 14px ' : '12px ') + getComputedStyle(plot).fontFamily;
        context.fillStyle = i === 0 ? colours.ink : colours.muted;
        context.fillText(line, 14, 10 + i * lineHeight);
    });
    const [left, top] = [xaxis._offset, head + yaxis._offset];
    hatch(context, plot, left, top, xaxis._length, yaxis._length);
    context.imageSmoothingEnabled = false;
    context.drawImage(view, left, top, xaxis._length, yaxis._length);
    context.drawImage(axes, 0, head, width, height);
    legend.forEach(({ text, kind }, i) => {
        const y = head + height + i * lineHeight + 2;
        if (kind === 'note') {
            context.font = '12px ' + getComputedStyle(plot).fontFamily;
            context.fillStyle = colours.muted;
            context.fillText(text, 14, y);
            return;
        }
        if (kind === 'awaited') {
            context.fillStyle = `color-mix(in srgb, ${colours.panel}, #808890)`;
            context.fillRect(14, y, 24, 12);
        } else if (kind !== 'hidden') {
            hatch(context, plot, 14, y, 24, 12);
        }
        if (kind === 'inferred') {
            context.fillStyle = '#21918c78';
            context.fillRect(14, y, 24, 12);
        }
        context.strokeStyle = colours.line;
        context.strokeRect(14.5, y + 0.5, 23, 11);
        context.font = '12px ' + getComputedStyle(plot).fontFamily;
        context.fillStyle = colours.muted;
        context.fillText(text, 46, y);
    });
    download(file, 'image/png', await new Promise(resolve => canvas.toBlob(resolve, 'image/png')));
}

function hatch(context, element, left, top, width, height) {
    const style = getComputedStyle(element);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.fillStyle = style.getPropertyValue('--hatch-back');
    context.fillRect(left, top, width, height);
    context.strokeStyle = style.getPropertyValue('--hatch-line');
    for (let x = -height; x < width; x += 7) {
        context.beginPath();
        context.moveTo(left + x, top);
        context.lineTo(left + x + height, top + height);
        context.stroke();
    }
    context.restore();
}

async function loaded(source) {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
}
