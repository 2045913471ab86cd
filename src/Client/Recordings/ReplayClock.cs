namespace Damon.Client.Recordings;

/// <summary>Where a replay stands. Time passes only while it plays.</summary>
/// <param name="time">The clock.</param>
public sealed class ReplayClock(TimeProvider time)
{
    /// <summary>Length of a whole replay at the speed "fit", seconds.</summary>
    public const double FitSeconds = 20;

    private long _startedAt;
    private double _startedUs;

    /// <summary>First moment of the recording, Unix microseconds.</summary>
    public double FromUs { get; private set; }

    /// <summary>Last moment of the recording, Unix microseconds.</summary>
    public double ToUs { get; private set; }

    /// <summary>Length of the recording, microseconds.</summary>
    public double LengthUs => ToUs - FromUs;

    /// <summary>Whether it plays.</summary>
    public bool Playing { get; private set; }

    /// <summary>Speed chosen: recorded seconds for each second; null plays the whole recording in <see cref="FitSeconds"/>.</summary>
    public double? Speed { get; private set; } = 1;

    /// <summary>Recorded seconds for each second, in force.</summary>
    public double Rate => Speed ?? Math.Max(1, LengthUs / 1e6 / FitSeconds);

    /// <summary>The play head, Unix microseconds.</summary>
    public double PositionUs => Playing
        ? Math.Min(ToUs, _startedUs + (time.GetElapsedTime(_startedAt).TotalMicroseconds * Rate))
        : _startedUs;

    /// <summary>Whether the play head stands at the end.</summary>
    public bool AtEnd => PositionUs >= ToUs;

    /// <summary>Takes up a recording; the play head goes to its end.</summary>
    public void Load(double fromUs, double toUs)
    {
        (FromUs, ToUs, Playing, _startedUs) = (fromUs, Math.Max(fromUs, toUs), false, Math.Max(fromUs, toUs));
    }

    /// <summary>Plays from the play head, or from the beginning when it stands at the end.</summary>
    public void Play()
    {
        _startedUs = AtEnd ? FromUs : PositionUs;
        _startedAt = time.GetTimestamp();
        Playing = true;
    }

    /// <summary>Stops where it is.</summary>
    public void Pause()
    {
        _startedUs = PositionUs;
        Playing = false;
    }

    /// <summary>Moves the play head; goes on playing from there if it played.</summary>
    public void Seek(double us)
    {
        _startedUs = Math.Clamp(us, FromUs, ToUs);
        _startedAt = time.GetTimestamp();
    }

    /// <summary>Changes the speed without moving the play head.</summary>
    public void SetSpeed(double? speed)
    {
        Seek(PositionUs);
        Speed = speed;
    }
}
