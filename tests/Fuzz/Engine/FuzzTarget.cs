namespace Damon.Fuzz.Engine;

/// <summary>A target that is one function, with nothing to open or close.</summary>
/// <typeparam name="TRefusal">What it throws, as documented, where it cannot read.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="what">What it reads.</param>
/// <param name="read">Reads an input; the result tells apart what was read.</param>
/// <param name="words">Words that such an input is made of.</param>
/// <param name="seeds">Inputs to begin with.</param>
/// <param name="enough">Inputs that are enough for the tests.</param>
internal sealed class FuzzTarget<TRefusal>(string name, string what, Func<byte[], string> read, IReadOnlyList<string>? words = null, Func<IEnumerable<byte[]>>? seeds = null, int enough = 4_000) : IFuzzTarget
    where TRefusal : Exception
{
    public string Name => name;

    public string What => what;

    public IReadOnlyList<string> Words { get; } = words ?? [];

    public IEnumerable<byte[]> Seeds => seeds?.Invoke() ?? [];

    public int Enough => enough;

    public string Read(byte[] input)
    {
        try
        {
            return "read " + read(input);
        }
        catch (TRefusal refusal)
        {
            // The sentence without what it tells of this very input.
            return "refused " + new string([.. refusal.Message.Where(static letter => char.IsAsciiLetter(letter) || letter == ' ').Take(60)]);
        }
    }

    public void Dispose()
    {
    }
}
