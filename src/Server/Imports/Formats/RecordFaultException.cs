namespace Damon.Server.Imports.Formats;

/// <summary>A file cannot be imported as it is.</summary>
/// <param name="sentence">What is wrong, and where there is a place in the file, that before it; without a full stop.</param>
internal sealed class RecordFaultException(string sentence) : Exception(sentence)
{
    /// <summary>A fault at a place.</summary>
    /// <param name="place">Where: <c>record 1, snapshot 17, region 3</c>.</param>
    /// <param name="what">What is wrong, without a full stop.</param>
    public static RecordFaultException At(string place, string what) => new($"{place}: {what}");
}
