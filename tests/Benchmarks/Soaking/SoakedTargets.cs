using Damon.Contracts.Rest;
using Damon.Fixtures;
using Damon.Model.Sessions;

namespace Damon.Benchmarks.Soaking;

/// <summary>
/// Ten sessions: six of processes that stay, three of processes that end after a while, each followed by a new session of a new
/// one, and one of a group whose processes come and go all the time. Of the sessions that have ended every other one is deleted.
/// </summary>
/// <param name="stack">The server and the sampler.</param>
internal sealed class SoakedTargets(PublishedStack stack) : IDisposable
{
    private const int Staying = 6;
    private const int Changing = 3;
    private const int Members = 3;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MemberLife = TimeSpan.FromSeconds(5);

    private readonly string _group = $"damon-soak-{Environment.ProcessId}";
    private readonly List<Workload> _running = [];
    private readonly Queue<Workload> _members = [];
    private readonly (Workload Target, string Session)[] _changing = new (Workload, string)[Changing];
    private readonly string[] _sessions = new string[Staying + Changing + 1];
    private readonly List<string> _all = [];
    private TimeSpan _nextChange = Life;
    private TimeSpan _nextMember = MemberLife;
    private long _lostOfDeleted;
    private int _changes;

    /// <summary>Ids of the ten sessions that run now.</summary>
    public IReadOnlyList<string> Sessions => _sessions;

    /// <summary>Processes that have come so far.</summary>
    public int Came { get; private set; }

    /// <summary>Starts all.</summary>
    public void Start()
    {
        for (var i = 0; i < Staying; i++)
        {
            _sessions[i] = StartSession(Run(null));
        }

        for (var i = 0; i < Changing; i++)
        {
            Change(i);
        }

        for (var i = 0; i < Members; i++)
        {
            _members.Enqueue(Run(_group));
        }

        _all.Add(_sessions[^1] = stack.StartSession([new TargetRequest { Command = _group + "*" }], new AttributesRequest()).Id);
    }

    /// <summary>Lets come and go what is due.</summary>
    /// <param name="elapsed">Time since the start.</param>
    public void Advance(TimeSpan elapsed)
    {
        if (elapsed >= _nextMember)
        {
            _nextMember += MemberLife;
            End(_members.Dequeue());
            _members.Enqueue(Run(_group));
        }

        if (elapsed >= _nextChange)
        {
            // One after the other.
            _nextChange += Life / Changing;
            Change(_changes++ % Changing);
        }
    }

    /// <summary>Snapshots lost by sampler or server, of all sessions that were ever there.</summary>
    public long Lost() => _lostOfDeleted + _all.Sum(id => stack.Session(id).LostSnapshots);

    public void Dispose()
    {
        foreach (var one in _running)
        {
            one.Dispose();
        }
    }

    // A target that ends ends its session.
    private void Change(int place)
    {
        if (_changing[place].Target is { } target)
        {
            End(target);
            Retire(_changing[place].Session);
        }

        var next = Run(null);
        _changing[place] = (next, StartSession(next));
        _sessions[Staying + place] = _changing[place].Session;
    }

    private void Retire(string session)
    {
        for (var tries = 0; tries < 100 && stack.Session(session).State is SessionState.Running or SessionState.Stopping; tries++)
        {
            Thread.Sleep(100);
        }

        if (_changes % 2 == 0)
        {
            _lostOfDeleted += stack.Session(session).LostSnapshots;
            _all.Remove(session);
            stack.DeleteSession(session);
        }
    }

    private string StartSession(Workload target)
    {
        var session = stack.StartSession(target.Pid, new AttributesRequest { MinRegions = 100 }).Id;
        _all.Add(session);
        return session;
    }

    private Workload Run(string? name)
    {
        string[] arguments = ["hot", "64", "16", "8", "5000"];
        var target = name is null ? Workload.Run(arguments) : Workload.RunNamed(name, arguments);
        _running.Add(target);
        Came++;
        return target;
    }

    private void End(Workload target)
    {
        _running.Remove(target);
        target.Dispose();
    }
}
