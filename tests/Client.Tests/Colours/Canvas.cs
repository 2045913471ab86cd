using Damon.Client.Colours;

namespace Damon.Client.Tests.Colours;

/// <summary>Does to an array what the script does to the canvas.</summary>
internal sealed class Canvas
{
    public byte[] Codes { get; private set; } = [];

    private int _columns;
    private int _rows;

    public void Apply(PictureUpdate update)
    {
        if (_columns != update.Columns || _rows != update.Rows)
        {
            (_columns, _rows) = (update.Columns, update.Rows);
            Codes = new byte[_columns * _rows];
        }
        else if (update.Shift >= _columns)
        {
            Array.Clear(Codes);
        }
        else
        {
            Array.Copy(Codes, update.Shift * _rows, Codes, 0, (_columns - update.Shift) * _rows);
            Array.Clear(Codes, (_columns - update.Shift) * _rows, update.Shift * _rows);
        }

        update.Codes.CopyTo(Codes, update.FirstColumn * _rows);
    }
}
