namespace Damon.Run;

/// <summary>What the person at the terminal reads.</summary>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    /// <summary>Where <see cref="Say"/> writes.</summary>
    public TextWriter Output => output;

    /// <summary>Where <see cref="Complain"/> writes.</summary>
    public TextWriter Error => error;

    /// <summary>Tells what happens.</summary>
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Tells what is wrong and what to do.</summary>
    public void Complain(string line) => error.WriteLine(line);
}
