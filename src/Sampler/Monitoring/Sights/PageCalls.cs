namespace Damon.Sampler.Monitoring.Sights;

/// <summary>Looks at any number of pages, and makes them old, by as many calls as that takes.</summary>
internal static class PageCalls
{
    /// <inheritdoc cref="IPageOperations.Look(ReadOnlySpan{ulong}, Span{PageSight})"/>
    public static void LookAtAll(this IPageOperations operations, ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        for (var from = 0; from < addresses.Length; from += operations.MostPages)
        {
            var length = Math.Min(operations.MostPages, addresses.Length - from);
            operations.Look(addresses.Slice(from, length), sights.Slice(from, length));
        }
    }

    /// <inheritdoc cref="IPageOperations.Look(ReadOnlySpan{ulong}, Span{PageSight}, Span{PagePlace})"/>
    public static void LookAtAll(this IPageOperations operations, ReadOnlySpan<ulong> addresses, Span<PageSight> sights, Span<PagePlace> places)
    {
        for (var from = 0; from < addresses.Length; from += operations.MostPages)
        {
            var length = Math.Min(operations.MostPages, addresses.Length - from);
            operations.Look(addresses.Slice(from, length), sights.Slice(from, length), places.Slice(from, length));
        }
    }

    /// <inheritdoc cref="IPageOperations.MakeOld"/>
    public static int MakeAllOld(this IPageOperations operations, ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        var advices = 0;
        for (var from = 0; from < addresses.Length; from += operations.MostPages)
        {
            var length = Math.Min(operations.MostPages, addresses.Length - from);
            advices += operations.MakeOld(addresses.Slice(from, length), sights.Slice(from, length));
        }

        return advices;
    }
}
