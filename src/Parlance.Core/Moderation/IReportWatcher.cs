namespace Parlance.Core.Moderation;

/// <summary>Is told of new reports on the node that took them.</summary>
public interface IReportWatcher
{
    /// <summary>Hands work on and returns; never waits and never throws.</summary>
    void Reported(Report report);
}
