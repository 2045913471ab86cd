namespace Damon.Client.Colours;

/// <summary>What has to change on the canvas: first it moves left, then new columns are written over it.</summary>
/// <param name="Columns">Columns of the whole picture.</param>
/// <param name="Rows">Rows of the whole picture.</param>
/// <param name="Shift">Columns to move left by; <paramref name="Columns"/> or more when nothing of the old picture stays.</param>
/// <param name="FirstColumn">Where the new columns go.</param>
/// <param name="Codes">Cell codes column by column, each from the lowest row up.</param>
/// <param name="FromUs">Left edge of the whole picture, Unix microseconds.</param>
/// <param name="ToUs">Right edge of the whole picture, Unix microseconds.</param>
public sealed record PictureUpdate(int Columns, int Rows, int Shift, int FirstColumn, byte[] Codes, double FromUs, double ToUs);
