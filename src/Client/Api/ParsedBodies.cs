namespace Damon.Client.Api;

/// <summary>
/// Keeps what the newest answers say: one that comes again, byte by byte, is not parsed again. A process's mappings are
/// asked for at every step of a picture, are long, and are mostly the same. Meant for one thread.
/// </summary>
/// <typeparam name="T">What is read; shared by all that ask, so nobody changes it.</typeparam>
/// <param name="parse">Reads a body.</param>
/// <param name="most">Answers kept, from 1.</param>
internal sealed class ParsedBodies<T>(Func<byte[], T> parse, int most)
{
    private readonly List<(byte[] Body, T Value)> _newest = [];

    /// <summary>What a body says. Whatever <c>parse</c> throws is thrown, and not kept.</summary>
    public T Of(byte[] body)
    {
        var at = _newest.FindIndex(one => one.Body.AsSpan().SequenceEqual(body));
        var known = at >= 0 ? _newest[at] : (body, parse(body));
        if (at >= 0)
        {
            _newest.RemoveAt(at);
        }
        else if (_newest.Count == most)
        {
            _newest.RemoveAt(most - 1);
        }

        _newest.Insert(0, known);
        return known.Item2;
    }
}
