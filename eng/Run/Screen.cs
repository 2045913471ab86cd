using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Damon.Run;

/// <summary>What the person at the terminal reads.</summary>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>The screen of this process.</summary>
    public static Screen OfThisProcess() =>
        new(Writer(StandardOutput, Console.OpenStandardOutput), Writer(StandardError, Console.OpenStandardError));

    /// <summary>Where <see cref="Say"/> writes.</summary>
    public TextWriter Output => output;

    /// <summary>Where <see cref="Complain"/> writes.</summary>
    public TextWriter Error => error;

    /// <summary>Tells what happens.</summary>
    public void Say(string line) => Write(output, line);

    /// <summary>Tells what is wrong and what to do.</summary>
    public void Complain(string line) => Write(error, line);

    private static void Write(TextWriter writer, string line)
    {
        try
        {
            writer.WriteLine(line);
        }
        catch (IOException)
        {
            // Nobody reads it any more: a closed terminal, an ended tee. What runs is still to be stopped in order.
        }
    }

    // Not by Console.Out, which would recode the text by the locale. The console's streams switch a terminal's keypad; a
    // file stream does not, but where it can seek it would write over what others have written to the same file.
    private static TextWriter Writer(int descriptor, Func<Stream> console)
    {
        var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        var stream = file.CanSeek ? console() : file;
        return TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
    }
}
