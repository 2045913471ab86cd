using Damon.Server.Sessions;

namespace Damon.Server.Integrity;

/// <summary>Notes at a session that a call has met damage in it, also where the answer had begun and can only be cut.</summary>
internal sealed class DamageNotes(RequestDelegate next, SessionRegistry sessions, ILogger<DamageNotes> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (HistoryDamagedException.Is(e))
        {
            if (context.GetRouteValue("id") is string id && sessions.Find(id) is { } entry)
            {
                log.LogError(e, "Session {Id} is damaged", id);
                entry.Damage(e.Message);
            }

            throw;
        }
    }
}
