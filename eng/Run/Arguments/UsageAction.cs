using System.CommandLine;
using System.CommandLine.Invocation;

namespace Damon.Run.Arguments;

/// <summary>Prints the text that <c>./run -h</c> prints without .NET, too.</summary>
internal sealed class UsageAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        using var text = new StreamReader(typeof(UsageAction).Assembly.GetManifestResourceStream("usage.txt")!);
        parseResult.InvocationConfiguration.Output.Write(text.ReadToEnd());
        return 0;
    }
}
