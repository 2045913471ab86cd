using Damon.Client.Heatmap;

namespace Damon.Client.Tests.Heatmap;

/// <summary>Does to an array what the script does to the canvas.</summary>
internal sealed class Canvas
{
    public byte[] Codes { get; private set; } = [];

    private int columns;
    private int rows;

    public void Apply(PictureUpdate update)
    {
        if (columns != update.Columns || rows != update.Rows)
        {
            (columns, rows) = (update.Columns, update.Rows);
            Codes = new byte[columns * rows];
        }
        else if (update.Shift >= columns)
        {
            Array.Clear(Codes);
        }
        else
        {
            Array.Copy(Codes, update.Shift * rows, Codes, 0, (columns - update.Shift) * rows);
            Array.Clear(Codes, (columns - update.Shift) * rows, update.Shift * rows);
        }

        update.Codes.CopyTo(Codes, update.FirstColumn * rows);
    }
}
