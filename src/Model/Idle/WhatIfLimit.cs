namespace Damon.Model.Idle;

/// <summary>
/// What a memory limit would have done to memory whose ages were recorded, if it had always kept what was accessed last.
/// Memory of which nothing is known counts as kept.
/// </summary>
/// <param name="LimitBytes">The limit.</param>
/// <param name="LeftOutBytes">Present memory that does not fit into it at the last moment, bytes.</param>
/// <param name="LeftOutError">Standard error of how much of it is as old as told, bytes.</param>
/// <param name="CutS">Idle age at which the limit cuts at the last moment, seconds: what is older is left out. Null where all fits.</param>
/// <param name="AgainBytesPerS">Bytes a second that would have been touched again after they had been left out, on the average of the time; null where too little time is recorded to tell.</param>
/// <param name="AgainError">Standard error of that, bytes a second.</param>
public sealed record WhatIfLimit(double LimitBytes, double LeftOutBytes, double LeftOutError, double? CutS, double? AgainBytesPerS, double? AgainError)
{
    private const double UsPerS = 1e6;

    // Looks come every ten seconds or later: what is touched again sooner can't be followed from one to another.
    private static readonly int FirstEdge = IdleScale.EdgesS.ToList().IndexOf(10);

    private static readonly int LastEdge = IdleScale.EdgesS.Count - 1;

    /// <summary>
    /// Tries a limit. What is older than one edge of the scale and is not touched is older than the next one after the time
    /// between the two: what is missing there has been touched again, or freed. So nothing has to be guessed within the
    /// groups but where the limit lies between two edges. What is touched several times between two edges counts once, so
    /// where the limit cuts into what is touched every few minutes the truth is up to two or three times what is told.
    /// Counting from one look to the next, with ages even within their groups, is nearer to it where each page has its own
    /// rate; but much memory that is touched together and then rests wanders through the groups as if a part of it were
    /// touched all the time, and several times too much is told. That would be the worse fault.
    /// </summary>
    /// <param name="looks">In time order.</param>
    /// <param name="limitBytes">The limit, above 0.</param>
    /// <returns>Null where there is no look.</returns>
    public static WhatIfLimit? Of(IReadOnlyList<AgedMemory> looks, double limitBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limitBytes);
        if (looks is not [.., var last])
        {
            return null;
        }

        var flows = new List<(double Again, double Error)>();
        for (int first = 0, later = 0; first < looks.Count; first++)
        {
            if (Flow(looks, first, ref later, limitBytes) is { } flow)
            {
                flows.Add(flow);
            }
        }

        var (left, error) = LeftOut(last, limitBytes);
        return new WhatIfLimit(
            limitBytes,
            left,
            error,
            left > 0 ? CutAt(last, limitBytes) : null,
            flows.Count > 0 ? Math.Max(0, flows.Average(static flow => flow.Again)) : null,

            // The same pages are followed from look to look: their errors do not average out.
            flows.Count > 0 ? flows.Average(static flow => flow.Error) : null);
    }

    private static (double Bytes, double Error) LeftOut(AgedMemory look, double limitBytes)
    {
        var left = Math.Max(0, look.ResidentBytes - limitBytes);
        return (left, left > 0 ? look.ErrorAt(Math.Clamp(Edge(look, limitBytes).Edge, 0, LastEdge)) : 0);
    }

    // What is touched again of the memory left out at one moment, a second.
    private static (double Again, double Error)? Flow(IReadOnlyList<AgedMemory> looks, int first, ref int later, double limitBytes)
    {
        var look = looks[first];
        if (look.ResidentBytes <= limitBytes)
        {
            return (0, 0);
        }

        var (edge, part) = Edge(look, limitBytes);
        if (edge >= LastEdge)
        {
            return Oldest(looks, first, part);
        }

        if (edge < FirstEdge)
        {
            // What is in use within the shortest time that can be followed is touched again in that time.
            var inUse = look.ResidentBytes - limitBytes - look.OlderThan(FirstEdge);
            return Below(looks, first, FirstEdge, ref later) is { } rest ? (rest.Again + (inUse / IdleScale.EdgesS[FirstEdge]), rest.Error) : null;
        }

        if (Below(looks, first, edge, ref later) is not { } young)
        {
            return null;
        }

        // Where too little time is recorded for the next edge, nothing is taken to be touched at it.
        var old = (edge + 1 < LastEdge ? Between(looks, first, edge + 1, ref later) : Oldest(looks, first, 0)) ?? (Again: 0, young.Error);
        return ((young.Again * (1 - part)) + (old.Again * part), Math.Max(young.Error, old.Error));
    }

    // The oldest group has no age at which it ends: what is missing of it at the next look has been touched, or freed.
    private static (double Again, double Error)? Oldest(IReadOnlyList<AgedMemory> looks, int first, double part)
    {
        if (first + 1 == looks.Count)
        {
            return null;
        }

        var (look, next) = (looks[first], looks[first + 1]);
        var seconds = (next.Us - look.Us) / UsPerS;
        var missing = look.OlderThan(LastEdge) - next.OlderThan(LastEdge) - Freed(look, next);
        return ((1 - part) * missing / seconds, Math.Sqrt(Math.Pow(look.ErrorAt(LastEdge), 2) + Math.Pow(next.ErrorAt(LastEdge), 2)) / seconds);
    }

    // At an edge, or at one below where too little time is recorded: at that, more is touched.
    private static (double Again, double Error)? Below(IReadOnlyList<AgedMemory> looks, int first, int edge, ref int later)
    {
        for (; edge >= FirstEdge; edge--)
        {
            if (Between(looks, first, edge, ref later) is { } flow)
            {
                return flow;
            }
        }

        return null;
    }

    private static (double Again, double Error)? Between(IReadOnlyList<AgedMemory> looks, int first, int edge, ref int later)
    {
        var look = looks[first];
        double seconds = IdleScale.EdgesS[edge + 1] - IdleScale.EdgesS[edge];
        var dueUs = look.Us + (seconds * UsPerS);
        while (later > first && looks[later].Us > dueUs)
        {
            later--;
        }

        later = Math.Max(later, first);
        while (later + 1 < looks.Count && Math.Abs(looks[later + 1].Us - dueUs) <= Math.Abs(looks[later].Us - dueUs))
        {
            later++;
        }

        var next = looks[later];
        if (Math.Abs(next.Us - dueUs) > 0.15 * seconds * UsPerS)
        {
            return null;
        }

        var missing = look.OlderThan(edge) - next.OlderThan(edge + 1) - Freed(look, next);
        return (missing / seconds, Math.Sqrt(Math.Pow(look.ErrorAt(edge), 2) + Math.Pow(next.ErrorAt(edge + 1), 2)) / seconds);
    }

    private static double Freed(AgedMemory look, AgedMemory next) => Math.Max(0, look.ResidentBytes - next.ResidentBytes);

    // The last edge of which all that is younger fits, and which part of the way to the next one does; -1 where not even
    // the youngest group fits.
    private static (int Edge, double Part) Edge(AgedMemory look, double limitBytes)
    {
        var room = limitBytes - look.UnknownBytes;
        for (var group = 0; group < look.Bytes.Count; group++)
        {
            if (room < look.Bytes[group])
            {
                return (group - 1, look.Bytes[group] > 0 ? Math.Max(0, room) / look.Bytes[group] : 0);
            }

            room -= look.Bytes[group];
        }

        return (look.Bytes.Count - 1, 0);
    }

    // Between two edges ages are taken as even by their logarithms; what is older than the last edge is told as that.
    private static double CutAt(AgedMemory look, double limitBytes)
    {
        var (edge, part) = Edge(look, limitBytes);
        if (edge >= LastEdge)
        {
            return IdleScale.EdgesS[^1];
        }

        double upper = IdleScale.EdgesS[edge + 1];
        return edge < 0 ? upper * part : IdleScale.EdgesS[edge] * Math.Pow(upper / IdleScale.EdgesS[edge], part);
    }
}
