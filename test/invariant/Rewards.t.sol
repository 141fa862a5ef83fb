// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IActivitySource} from "../../contracts/interfaces/IActivitySource.sol";
import {IDailyBoost} from "../../contracts/interfaces/IDailyBoost.sol";
import {IRewardsDistributor} from "../../contracts/interfaces/IRewardsDistributor.sol";
import {ISparkPoints} from "../../contracts/interfaces/ISparkPoints.sol";
import {IStakingVault} from "../../contracts/interfaces/IStakingVault.sol";
import {ITierSource} from "../../contracts/interfaces/ITierSource.sol";
import {ITreasury} from "../../contracts/interfaces/ITreasury.sol";
import {ContestPrizes} from "../../contracts/rewards/ContestPrizes.sol";
import {DailyBoost} from "../../contracts/rewards/DailyBoost.sol";
import {Quests} from "../../contracts/rewards/Quests.sol";
import {Referrals} from "../../contracts/rewards/Referrals.sol";
import {RewardsDistributor} from "../../contracts/rewards/RewardsDistributor.sol";
import {ScoreBoard} from "../../contracts/rewards/ScoreBoard.sol";
import {SparkPoints} from "../../contracts/tokens/SparkPoints.sol";
import {PromoIssuer} from "../../contracts/treasury/PromoIssuer.sol";
import {Thresholds} from "../../contracts/types/ScoreTypes.sol";
import {ManagedTest} from "../helpers/ManagedTest.sol";
import {BondCoin} from "../unit/rewards/ScoreWorld.sol";
import {CampaignHandler} from "./CampaignHandler.sol";
import {PromoHandler} from "./PromoHandler.sol";

/// @dev The runner knows contracts of test files only.
contract CampaignActors is CampaignHandler {
    constructor(
        RewardsDistributor rewards,
        ScoreBoard board,
        BondCoin sogni
    ) CampaignHandler(rewards, board, sogni) {}
}

contract PromoActors is PromoHandler {
    constructor(
        PromoIssuer issuer,
        DailyBoost boost,
        Referrals referrals,
        Quests quests,
        ContestPrizes contests
    ) PromoHandler(issuer, boost, referrals, quests, contests) {}
}

/// @dev The laws of rewards, by their numbers in docs/security/invariants.md.
contract RewardsInvariants is ManagedTest {
    ISparkPoints.SparkClass private constant PROMOTIONAL = ISparkPoints.SparkClass.Promotional;

    BondCoin private sogni;
    RewardsDistributor private rewards;
    ScoreBoard private board;
    SparkPoints private spark;
    PromoIssuer private issuer;
    CampaignHandler private campaigns;
    PromoHandler private promo;

    function setUp() public {
        vm.warp(uint256(2_900) * 7 days);
        _deployCampaigns();
        _deployPromotions();
        targetContract(address(campaigns));
        targetContract(address(promo));
    }

    function invariant_R1_CampaignsConserveTheirToken() public view {
        uint256 open = 0;
        for (uint32 c = 1; c <= 2; ++c) {
            IRewardsDistributor.Campaign memory campaign = rewards.campaignOf(c);
            open += campaign.funded - campaign.claimed;
        }
        vm.assertEq(sogni.balanceOf(address(rewards)), open + rewards.idle(sogni));
        vm.assertEq(campaigns.came(), campaigns.left() + sogni.balanceOf(address(rewards)));
    }

    function invariant_R2_NothingIsPaidTwice() public view {
        vm.assertEq(campaigns.overpaid(), 0);
        for (uint32 c = 1; c <= 2; ++c) {
            for (uint256 i = 0; i < 3; ++i) {
                uint256 paid = campaigns.paid(c, i);
                vm.assertEq(rewards.claimedOf(c, campaigns.account(i)), paid);
                vm.assertLe(paid, campaigns.mostEarned(c, i));
            }
        }
    }

    function invariant_R3_ACampaignSpendsItsOwnOnly() public view {
        for (uint32 c = 1; c <= 2; ++c) {
            IRewardsDistributor.Campaign memory campaign = rewards.campaignOf(c);
            uint256 paid = 0;
            for (uint256 i = 0; i < 3; ++i) paid += campaigns.paid(c, i);
            vm.assertEq(campaign.claimed, paid);
            vm.assertLe(paid, campaign.funded);
        }
    }

    function invariant_R4_BondsAndFeesAreConserved() public view {
        vm.assertEq(campaigns.boardCame(), campaigns.boardLeft() + sogni.balanceOf(address(board)));
    }

    function invariant_R5_PromotionalSparkComesFromBudgets() public view {
        vm.assertEq(promo.overBudget(), 0);
        vm.assertEq(spark.classSupply(PROMOTIONAL), promo.given());
        uint256 held = 0;
        for (uint256 i = 0; i < 4; ++i) held += spark.classBalanceOf(promo.account(i), PROMOTIONAL);
        vm.assertEq(held, promo.given());
    }

    function invariant_R6_APromotionIsGivenOnce() public view {
        vm.assertEq(promo.broken(), 0);
    }

    /// @dev More than 100,000 calls, in worlds of their own. REWARDS_CAMPAIGN_RUNS makes it shorter or longer.
    function test_LawsHoldInALongCampaign() public {
        uint256 runs = vm.envOr("REWARDS_CAMPAIGN_RUNS", 260);
        uint256 paid = 0;
        uint256 given = 0;
        for (uint256 run = 0; run < runs; ++run) {
            setUp();
            for (uint256 i = 0; i < 200; ++i) {
                uint256 seed = uint256(keccak256(abi.encode(run, i)));
                campaigns.act(seed);
                promo.act(seed >> 1);
                if (i % 50 == 49) this.checkLaws();
            }
            vm.assertEq(campaigns.calls() + promo.calls(), 400);
            (paid, given) = (paid + campaigns.left(), given + promo.given());
        }
        // A campaign in which nothing is ever paid would prove nothing.
        vm.assertGt(paid, 0);
        vm.assertGt(given, 0);
    }

    /// @dev A call of its own, so that its memory is given back.
    function checkLaws() external view {
        invariant_R1_CampaignsConserveTheirToken();
        invariant_R2_NothingIsPaidTwice();
        invariant_R3_ACampaignSpendsItsOwnOnly();
        invariant_R4_BondsAndFeesAreConserved();
        invariant_R5_PromotionalSparkComesFromBudgets();
        invariant_R6_APromotionIsGivenOnce();
    }

    function _deployCampaigns() private {
        sogni = new BondCoin();
        address treasury = makeAddr("treasury");
        rewards = RewardsDistributor(
            proxyOf(
                address(new RewardsDistributor(treasury)),
                abi.encodeCall(RewardsDistributor.initialize, (address(manager)))
            )
        );
        IActivitySource silent = IActivitySource(neighbour("activity"));
        board = ScoreBoard(
            proxyOf(
                address(new ScoreBoard(sogni, treasury, silent, silent)),
                abi.encodeCall(ScoreBoard.initialize, (address(manager), 1_000e18, Thresholds(1, 1, 1)))
            )
        );
        campaigns = new CampaignActors(rewards, board, sogni);
        for (uint256 c = 0; c < 2; ++c) {
            rewards.openCampaign(
                sogni,
                IRewardsDistributor.Kind.Airdrop,
                uint48(block.timestamp + 60 days),
                ""
            );
        }
        manager.grantRole(0, address(campaigns), 0);
    }

    function _deployPromotions() private {
        spark = SparkPoints(
            proxyOf(
                address(new SparkPoints(ITreasury(neighbour("books")))),
                abi.encodeCall(SparkPoints.initialize, (address(manager)))
            )
        );
        ISparkPoints.MintReason[] memory reasons = new ISparkPoints.MintReason[](4);
        uint256[] memory budgets = new uint256[](4);
        for (uint256 i = 0; i < 4; ++i) {
            (reasons[i], budgets[i]) = (ISparkPoints.MintReason(uint8(i + 2)), 200e18);
        }
        issuer = PromoIssuer(
            proxyOf(
                address(new PromoIssuer(spark)),
                abi.encodeCall(PromoIssuer.initialize, (address(manager), reasons, budgets))
            )
        );
        spark.setMintLimit(address(issuer), PROMOTIONAL, 1e30, 7 days);
        promo = _promoActors();
        manager.grantRole(0, address(issuer), 0);
        manager.grantRole(0, address(promo), 0);
        manager.grantRole(0, vm.addr(0xA77E57), 0);
    }

    function _promoActors() private returns (PromoHandler) {
        ITierSource tiers = ITierSource(neighbour("tiers"));
        vm.mockCall(address(tiers), abi.encodeWithSelector(ITierSource.tierOf.selector), abi.encode(2));
        address boost = proxyOf(
            address(new DailyBoost(issuer, tiers)),
            abi.encodeCall(DailyBoost.initialize, (address(manager), IDailyBoost.Amounts(1e18, 5e17, 1e18)))
        );
        address referrals = proxyOf(
            address(new Referrals(issuer)),
            abi.encodeCall(Referrals.initialize, (address(manager), 500, 10e18))
        );
        address quests = proxyOf(
            address(new Quests(issuer, tiers, IStakingVault(neighbour("vault")))),
            abi.encodeCall(Quests.initialize, (address(manager)))
        );
        address contests = proxyOf(
            address(new ContestPrizes(issuer)),
            abi.encodeCall(ContestPrizes.initialize, (address(manager)))
        );
        address[4] memory givers = [boost, referrals, quests, contests];
        for (uint256 i = 0; i < 4; ++i) manager.grantRole(0, givers[i], 0);
        return
            new PromoActors(
                issuer,
                DailyBoost(boost),
                Referrals(referrals),
                Quests(quests),
                ContestPrizes(contests)
            );
    }
}
