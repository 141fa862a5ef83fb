// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IBondPolicy} from "./IBondPolicy.sol";
import {ITakePolicy} from "./ITakePolicy.sol";

/// @title What stake is good for
/// @notice Says which workers are bonded, what the treasury takes of each, and what users get for their stake.
/// @dev Decides only: stake is read from the vault, results are pushed to the ledger by {refreshDiscount} here and by
/// {IWorkerRegistry-refreshTake}, so that settlement asks nobody.
interface IStakeBenefits is IBondPolicy, ITakePolicy {
    /// @notice One point of the curve from extra stake to a lower take.
    /// @param extraBps Bond above the requirement, in basis points of the requirement.
    /// @param discountBps What the take falls by.
    struct CurvePoint {
        uint32 extraBps;
        uint16 discountBps;
    }

    /// @notice What a user gets from a certain stake on.
    /// @param minStake Active, cooling and LP stake that it needs.
    /// @param discountBps Off the price of a render.
    /// @param priority Added to a job's place in the queue.
    /// @param parallel How many images may render at the same time.
    /// @param freeFast Whether Fast workers that idle serve it at the Relaxed price.
    struct Level {
        uint128 minStake;
        uint16 discountBps;
        uint8 priority;
        uint16 parallel;
        bool freeFast;
    }

    /// @notice What a Fast worker must have bonded.
    /// @param amount Since `setAt`.
    /// @param previous Before; enough until the grace ends for a worker that was bonded before `setAt`.
    /// @param setAt Unix time.
    struct Requirement {
        uint128 amount;
        uint128 previous;
        uint48 setAt;
    }

    /// @notice Workers need `newAmount` now; those bonded already from `graceEndsAt`.
    event RequirementSet(uint128 oldAmount, uint128 newAmount, uint48 graceEndsAt);
    /// @notice The take curve was replaced.
    event CurveSet(CurvePoint[] points);
    /// @notice The users' levels were replaced.
    event LevelsSet(Level[] levels);
    /// @notice Where tiers are read changed; zero where there are none.
    event TierSourceSet(address oldSource, address newSource);
    /// @notice The Genesis collection changed; zero where there is none.
    event GenesisPassSet(address oldPass, address newPass);

    /// @notice A requirement of zero could never rise again.
    error StakeBenefitsZeroRequirement();
    /// @notice A change is at most 20 %.
    error StakeBenefitsStepTooLarge(uint256 amount, uint256 least, uint256 most);
    /// @notice The requirement changes once in 30 days.
    error StakeBenefitsTooEarly(uint48 settableAt);
    /// @notice A curve has 1 to 16 points and starts at (0, 0).
    error StakeBenefitsBadCurveStart();
    /// @notice Extra stake must rise from point to point, and the discount must not fall.
    error StakeBenefitsBadCurvePoint(uint256 index);
    /// @notice The last discount would take more than what lies between base and floor.
    error StakeBenefitsDiscountTooHigh(uint256 discountBps, uint256 limitBps);
    /// @notice There are 1 to 16 levels, and the first one asks for nothing.
    error StakeBenefitsBadFirstLevel();
    /// @notice A level must ask for more stake than the one before it and give no less.
    error StakeBenefitsBadLevel(uint256 index);

    /// @notice Changes the bond that Fast workers need: once in 30 days, by at most 20 %, with 14 days of grace for those
    /// bonded already. Emits {RequirementSet}. Role: DAO.
    function setRequirement(uint128 amount) external;

    /// @notice Replaces the take curve. Emits {CurveSet}. Role: DAO.
    function setCurve(CurvePoint[] calldata points) external;

    /// @notice Replaces the users' levels. Emits {LevelsSet}. Role: DAO.
    function setLevels(Level[] calldata levels) external;

    /// @notice Sets where tiers are read. Emits {TierSourceSet}. Role: admin.
    /// @dev Warning: registering a worker and refreshing takes and discounts calls it.
    function setTierSource(address source) external;

    /// @notice Sets the Genesis collection (ERC-721). Emits {GenesisPassSet}. Role: admin.
    function setGenesisPass(address pass) external;

    /// @notice Pushes the discount that the stake of a session's owner gives now to the ledger; by anyone, in both
    /// directions.
    /// @return discountBps What the session has now.
    function refreshDiscount(address session) external returns (uint16 discountBps);

    /// @notice Take before any discount, in basis points.
    function BASE_TAKE_BPS() external view returns (uint16);

    /// @notice The take never falls below this, and a user's discount is never more: the treasury pays for both.
    function FLOOR_TAKE_BPS() external view returns (uint16);

    /// @notice The requirement as it stands.
    function requirement() external view returns (Requirement memory);

    /// @notice What this owner must have bonded for this worker now; zero for a Relaxed worker.
    function requiredOf(bytes32 workerId, address owner) external view returns (uint256);

    /// @notice The take curve.
    function curve() external view returns (CurvePoint[] memory);

    /// @notice The users' levels, lowest first.
    function levels() external view returns (Level[] memory);

    /// @notice Where tiers are read.
    function tierSource() external view returns (address);

    /// @notice The Genesis collection.
    function genesisPass() external view returns (address);

    /// @notice The level that an account's stake reaches.
    function levelOf(address account) external view returns (Level memory);

    /// @notice Off the price of an account's renders: by its level and its tier, at most {FLOOR_TAKE_BPS}.
    function discountOf(address account) external view returns (uint16 discountBps);
}
