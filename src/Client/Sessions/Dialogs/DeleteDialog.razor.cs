using System.Globalization;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Dialogs;

/// <summary>Asks before a session is deleted, and says what is lost.</summary>
public sealed partial class DeleteDialog : SessionDialog
{
    /// <summary>Raised when the server has deleted it.</summary>
    [Parameter] public EventCallback OnDeleted { get; set; }

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Loss
    {
        get
        {
            var of = Session.Targets.Count > 0 ? " of " + SessionFacts.Targets(Session) : "";
            var notes = Session.Notes.Length > 0 ? ", and its notes" : "";
            var what = Session.SnapshotCount == 0
                ? $"The session{of}, which has no snapshots"
                : string.Create(CultureInfo.InvariantCulture, $"{Session.SnapshotCount:N0} snapshots{of} over {Durations.Text(SessionFacts.DurationUs(Session, Time.GetUtcNow()))}");
            return $"{what}{notes}, will be gone.";
        }
    }

    private Task DeleteAsync() => AskAsync(cancel => Api.DeleteAsync(Session.Id, cancel), OnDeleted);
}
