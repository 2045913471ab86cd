namespace Damon.Fuzz.Engine;

/// <summary>Something that reads what it did not write.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Its name: of its folder in the corpus, too.</summary>
    string Name { get; }

    /// <summary>What it reads.</summary>
    string What { get; }

    /// <summary>Words that such an input is made of.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Inputs to begin with, beside those of the corpus: what is written by the product itself.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Inputs that are enough for the tests.</summary>
    int Enough { get; }

    /// <summary>Reads an input.</summary>
    /// <returns>How that ended: read, or refused in a way that is documented. Inputs that end in new ways are kept and changed further.</returns>
    /// <exception cref="Exception">Anything else than what is documented: a fault.</exception>
    string Read(byte[] input);
}
